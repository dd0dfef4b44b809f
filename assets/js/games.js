// Cards and pairs, one after another: what was not known comes back at the end. All of it lives in this page alone; nothing
// is sent or kept. Without this script all cards lie open to be turned one by one.
const game = document.querySelector('[data-game]')
if (game) setUpGame(game)

function setUpGame(game) {
  const items = [...game.querySelectorAll('[data-game-item]')]
  const bar = game.querySelector('[data-game-bar]')
  const end = game.querySelector('[data-game-end]')
  const done = game.querySelector('[data-game-done]')
  const once = game.querySelector('[data-game-again]')
  const keys = game.querySelector('[data-game-keys]')
  let queue = []

  const fold = item => item.querySelector('details')
  const front = item => item.querySelector('.turn-card > summary, .choose-prompt')

  function lay(item) {
    const folded = fold(item)
    folded.open = false
    for (const option of item.querySelectorAll('[data-game-option]')) {
      option.disabled = false
      option.classList.remove('is-right', 'is-wrong')
    }
    const judge = item.querySelector('[data-game-judge]')
    if (judge) judge.hidden = true
    const options = item.querySelector('[data-game-options]')
    if (options) {
      options.hidden = false
      folded.hidden = true
      item.querySelector('[data-game-plain]').hidden = item.querySelector('[data-game-show]').hidden = true
    }
  }

  function show(focus = true) {
    for (const item of items) item.hidden = item !== queue[0]
    const left = queue.length
    bar.querySelector('[data-game-left]').textContent = left === 1 ? bar.dataset.leftOne : bar.dataset.left.replace('{number}', left)
    const progress = bar.querySelector('[data-game-progress]')
    progress.max = items.length
    progress.value = items.length - new Set(queue).size
    bar.hidden = !left
    end.hidden = Boolean(left)
    done.hidden = once.hidden = Boolean(left)
    if (keys) keys.hidden = !left
    if (!focus) return
    if (left) front(queue[0]).focus()
    else done.focus()
  }

  if (!items.length) return

  function begin(focus) {
    queue = [...items]
    items.forEach(lay)
    show(focus)
  }

  function next(comesBack) {
    const item = queue.shift()
    lay(item)
    if (comesBack) queue.push(item)
    show()
  }

  function choose(item, option) {
    const isRight = 'gameRight' in option.dataset
    for (const each of item.querySelectorAll('[data-game-option]')) {
      each.disabled = true
      each.classList.toggle('is-right', 'gameRight' in each.dataset)
    }
    option.classList.toggle('is-wrong', !isRight)
    for (const said of item.querySelectorAll('[data-game-said]')) said.hidden = (said.dataset.gameSaid === 'right') !== isRight
    const folded = fold(item)
    folded.hidden = false
    folded.open = true
    // Of the notes on the other meanings only that on the chosen one is of interest now.
    for (const note of item.querySelectorAll('[data-game-note]')) note.hidden = note.dataset.gameNote !== option.dataset.gameOption
    item.querySelector('[data-game-back]').hidden = isRight
    const on = item.querySelector('[data-game-next]')
    on.hidden = false
    on.dataset.comesBack = isRight ? '' : 'yes'
    item.querySelector('[data-game-said]:not([hidden])').focus()
  }

  for (const item of items) {
    const judge = item.querySelector('[data-game-judge]')
    if (judge) fold(item).addEventListener('toggle', () => { judge.hidden = !fold(item).open })
    item.querySelector('[data-game-known]')?.addEventListener('click', () => next(false))
    item.querySelector('[data-game-again-item]')?.addEventListener('click', () => next(true))
    for (const option of item.querySelectorAll('[data-game-option]')) option.addEventListener('click', () => choose(item, option))
    const on = item.querySelector('[data-game-next]')
    on?.querySelector('button').addEventListener('click', () => next(Boolean(on.dataset.comesBack)))
  }
  once.addEventListener('click', () => begin(true))
  // Arrows count while the card has the focus, so that nothing happens by chance elsewhere.
  game.addEventListener('keydown', event => {
    const judge = event.target.closest('[data-game-item]')?.querySelector('[data-game-judge]')
    if (!judge || judge.hidden || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const press = { ArrowRight: '[data-game-known]', ArrowLeft: '[data-game-again-item]' }[event.key]
    if (!press) return
    event.preventDefault()
    judge.querySelector(press).click()
  })
  game.classList.add('is-one-by-one')
  begin(false)
}
