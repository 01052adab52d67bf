// The keys of the staff's inbox: j and k walk the list, x ticks, a takes, r acts, u undoes. Every key presses
// something that is on the page, so the page works the same without this.
(() => {
  'use strict'

  const links = () => [...document.querySelectorAll('.inbox-link')]
  const isWriting = (target) => target.closest('input, textarea, select, [contenteditable]')

  const walk = (step) => {
    const all = links()
    const here = all.findIndex((link) => link.getAttribute('aria-current') === 'true')
    const next = all[Math.min(Math.max(here + step, 0), all.length - 1)]
    if (!next) return
    next.focus()
    next.click()
  }

  const tick = () => {
    const here = document.querySelector('.inbox-link[aria-current="true"]')
    const box = here && here.parentElement.querySelector('.inbox-tick')
    if (box) box.checked = !box.checked
  }

  const press = (key) => {
    const button = document.querySelector(`[data-key="${key}"]`)
    if (button) button.click()
  }

  document.addEventListener('click', (event) => {
    const link = event.target.closest('.inbox-link')
    if (!link) return
    links().forEach((other) => other.removeAttribute('aria-current'))
    link.setAttribute('aria-current', 'true')
  })

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
    if (event.key === 'j') walk(1)
    else if (event.key === 'k') walk(-1)
    else if (event.key === 'x') tick()
    else if ('aru'.includes(event.key) && event.key.length === 1) press(event.key)
    else return
    event.preventDefault()
  })
})()
