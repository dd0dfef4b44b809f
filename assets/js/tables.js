// Cells of a spreadsheet, as a Markdown table.
const clean = text => text.replace(/\s+/g, ' ').trim().replace(/\|/g, '\\|')

function markdown(rows) {
  const width = Math.max(...rows.map(row => row.length))
  if (width < 2 || rows.length < 1) return ''
  const line = cells => `| ${Array.from({ length: width }, (_, at) => clean(cells[at] ?? '')).join(' | ')} |`
  return [line(rows[0]), `| ${Array(width).fill('---').join(' | ')} |`, ...rows.slice(1).map(line)].join('\n') + '\n'
}

/** A Markdown table when the clipboard holds nothing but one, else ''. */
export function tableFrom(clipboard) {
  const html = clipboard.getData('text/html')
  const text = clipboard.getData('text/plain')
  if (/<table/i.test(html)) {
    // The page's policy would complain about every style in the clipboard.
    const bare = html.replace(/<style[\s\S]*?<\/style>/gi, '').replace(/\sstyle\s*=\s*("[^"]*"|'[^']*')/gi, '')
    const page = new DOMParser().parseFromString(bare, 'text/html')
    const tables = page.querySelectorAll('table')
    if (tables.length !== 1) return ''
    const rows = [...tables[0].rows].map(row => [...row.cells].map(cell => cell.textContent))
    tables[0].remove()
    page.querySelectorAll('style, script, meta, title').forEach(node => node.remove())
    return page.body.textContent.trim() ? '' : markdown(rows)
  }
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n')
  const rows = lines.map(line => line.split('\t'))
  return lines.length > 1 && rows[0].length > 1 && rows.every(row => row.length === rows[0].length) ? markdown(rows) : ''
}
