// Builds wiki/static/dist from assets/ and the locked npm packages.
//   node assets/build.mjs           writes the output
//   node assets/build.mjs --check   builds aside and fails when the committed output, a budget or a contrast is off
import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import * as sass from 'sass'
import { checkContrast } from './contrast.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(here)
const modules = join(root, 'node_modules')
const committed = join(root, 'wiki', 'static', 'dist')

// What a browser may have to fetch, in bytes after gzip (fonts as they are).
const budgets = { 'app.css': 34_000, 'document.css': 6_000, 'process.css': 9_000, 'app.js': 30_000, 'editor.css': 8_000, 'initiatives.css': 4_000, 'journeys.css': 4_000, 'matrix.css': 6_000, 'matrix.js': 6_000, 'my_tasks.css': 4_000, 'editor.js': 25_000, 'icons.svg': 25_000, 'inter-latin.woff2': 70_000 }
const fonts = { 'inter-latin.woff2': 'inter-latin-wght-normal.woff2', 'inter-latin-ext.woff2': 'inter-latin-ext-wght-normal.woff2' }
// Bootstrap 5.3 is written for Sass before its module system; these notices concern its own files.
const bootstrapNotices = ['import', 'global-builtin', 'color-functions', 'if-function']

async function build(target) {
  const manifest = {}
  const emit = async (name, content) => {
    const bytes = Buffer.from(content)
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
    const dot = name.lastIndexOf('.')
    manifest[name] = `${name.slice(0, dot)}.${hash}${name.slice(dot)}`
    await writeFile(join(target, manifest[name]), bytes)
  }
  await rm(target, { recursive: true, force: true })
  await mkdir(target, { recursive: true })

  for (const [name, file] of Object.entries(fonts)) {
    await emit(name, await readFile(join(modules, '@fontsource-variable', 'inter', 'files', file)))
  }
  await emit('icons.svg', await sprite())
  await emit('favicon.svg', await readFile(join(here, 'favicon.svg')))
  for (const name of ['mark.svg', 'wire.svg']) await emit(name, await readFile(join(here, name)))
  for (const name of ['app', 'change', 'document', 'editor', 'evidence', 'guide', 'home', 'initiatives', 'journeys', 'learning', 'loops', 'matrix', 'my_tasks', 'ownership', 'process', 'signals', 'tasks', 'visit']) await emit(`${name}.css`, await styles(`${name}.scss`, manifest))
  for (const name of ['app.js', 'board.js', 'document.js', 'editor.js', 'games.js', 'matrix.js', 'visit.js']) await emit(name, await script(join(here, 'js', name)))
  await writeFile(join(target, 'LICENSES.txt'), await licences())
  const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)))
  await writeFile(join(target, 'manifest.json'), JSON.stringify(sorted, null, 2) + '\n')
  await writeFile(join(target, 'sources.sha256'), await fingerprint() + '\n')
  return sorted
}

// Lets the test suite tell, without node, whether the output was built from these sources (tests/test_assets.py).
async function fingerprint() {
  const files = (await readdir(here, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile())
  const paths = files.map(entry => relative(root, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
  const hash = createHash('sha256')
  for (const path of [...paths, 'package.json', 'package-lock.json'].sort()) {
    hash.update(`${path}\n`)
    hash.update(createHash('sha256').update(await readFile(join(root, path))).digest('hex') + '\n')
  }
  return hash.digest('hex')
}

async function styles(name, manifest) {
  const { css } = sass.compile(join(here, 'scss', name), {
    loadPaths: [modules], style: 'expanded', charset: false, quietDeps: true, silenceDeprecations: bootstrapNotices,
  })
  const linked = css.replace(/url\("?asset:([\w.-]+)"?\)/g, (_, name) => {
    if (!manifest[name]) throw new Error(`the styles name an asset that is not built: ${name}`)
    return `url(${manifest[name]})`
  })
  const { code } = await esbuild.transform(linked, { loader: 'css', minify: true, legalComments: 'none', target: ['chrome111', 'firefox115', 'safari16.4'] })
  return code
}

async function script(entry) {
  const result = await esbuild.build({
    entryPoints: [entry], bundle: true, minify: true, format: 'esm', target: 'es2022', charset: 'utf8',
    legalComments: 'none', sourcemap: false, write: false, absWorkingDir: root, logLevel: 'warning',
  })
  return result.outputFiles[0].contents
}

async function sprite() {
  const names = (await readFile(join(here, 'icons.txt'), 'utf8')).split('\n').map(line => line.trim()).filter(line => line && !line.startsWith('#'))
  const twice = names.filter((name, place) => names.indexOf(name) !== place)
  if (twice.length) throw new Error(`icons.txt names twice: ${twice.join(', ')}`)
  const symbols = await Promise.all(names.sort().map(async name => {
    const svg = await readFile(join(modules, 'bootstrap-icons', 'icons', `${name}.svg`), 'utf8')
    const inner = svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '').replace(/\n\s*/g, '')
    return `<symbol id="${name}" viewBox="0 0 16 16">${inner}</symbol>`
  }))
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('\n')}</svg>\n`
}

// The notices that the packages' licences ask to be carried along.
async function licences() {
  const { devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const tools = new Set(['esbuild', 'sass'])
  const bundled = [...Object.keys(devDependencies).filter(name => !tools.has(name)), '@github/combobox-nav', 'dom-input-range'].sort()
  const parts = []
  for (const name of new Set(bundled)) {
    const folder = join(modules, name)
    const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    const file = (await readdir(folder)).find(entry => /^licen[cs]e/i.test(entry))
    const text = file ? (await readFile(join(folder, file), 'utf8')).replace(/\r\n/g, '\n').trim() : ''
    parts.push(`${name} ${version} (${license})\n\n${text}`.trim())
  }
  return parts.join(`\n\n${'-'.repeat(72)}\n\n`) + '\n'
}

async function weigh(folder, manifest) {
  const heavy = []
  for (const [name, file] of Object.entries(manifest)) {
    const bytes = await readFile(join(folder, file))
    const size = name.endsWith('.woff2') ? bytes.length : gzipSync(bytes, { level: 9 }).length
    console.log(`${name.padEnd(24)} ${String(bytes.length).padStart(8)} ${String(size).padStart(8)} compressed`)
    if (budgets[name] && size > budgets[name]) heavy.push(`${name} weighs ${size} bytes, its budget is ${budgets[name]}`)
  }
  return heavy
}

async function differences(fresh, kept) {
  const list = async folder => new Set(await readdir(folder).catch(() => []))
  const [now, before] = [await list(fresh), await list(kept)]
  const found = []
  for (const name of [...new Set([...now, ...before])].sort()) {
    if (!before.has(name)) found.push(`missing from wiki/static/dist: ${name}`)
    else if (!now.has(name)) found.push(`left over in wiki/static/dist: ${name}`)
    else if (!(await readFile(join(fresh, name))).equals(await readFile(join(kept, name)))) found.push(`differs: ${name}`)
  }
  return found
}

const checking = process.argv.includes('--check')
const aside = await mkdtemp(join(tmpdir(), 'cxwiki-assets-'))
try {
  const manifest = await build(aside)
  const faults = [...await weigh(aside, manifest), ...checkContrast(await readFile(join(here, 'scss', '_tokens.scss'), 'utf8'))]
  if (checking) faults.push(...await differences(aside, committed))
  else {
    await rm(committed, { recursive: true, force: true })
    await cp(aside, committed, { recursive: true })
  }
  for (const fault of faults) console.error(fault)
  if (faults.length) {
    console.error(checking ? 'Run `npm ci && npm run build` and commit wiki/static/dist.' : 'Built, with faults.')
    process.exitCode = 1
  }
} finally {
  await rm(aside, { recursive: true, force: true })
}
