// What htmx may do here, and the few comforts that need a script. Every page works without it.
(() => {
  'use strict'

  if (window.htmx) {
    Object.assign(window.htmx.config, {
      allowEval: false,
      allowScriptTags: false,
      selfRequestsOnly: true,
      includeIndicatorStyles: false,
      historyCacheSize: 0,
      // A refused form (422) and a conflict (409) are answers with a page in them: show them.
      responseHandling: [
        { code: '204', swap: false },
        { code: '[23]..', swap: true },
        { code: '409', swap: true },
        { code: '422', swap: true },
        { code: '[45]..', swap: false, error: true },
      ],
    })
  }

  const focusErrors = (root) => {
    const summary = root.querySelector && root.querySelector('.error-summary')
    if (summary) summary.focus()
  }

  document.addEventListener('DOMContentLoaded', () => focusErrors(document))
  document.addEventListener('htmx:afterSwap', (event) => focusErrors(event.target))

  // The menu closes with Escape, and gives the focus back.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    const open = event.target.closest('details.site-menu[open]')
    if (!open) return
    open.open = false
    open.querySelector('summary').focus()
  })

  // One submission per tap: a second one within the answer's time is dropped.
  const sent = new WeakSet()
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (event.defaultPrevented || form.method !== 'post') return
    if (sent.has(form)) event.preventDefault()
    sent.add(form)
    window.setTimeout(() => sent.delete(form), 3000)
  })
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) document.querySelectorAll('form').forEach((form) => sent.delete(form))
  })

  // A field of filters sends its form when it changes; the button stays for everybody else.
  document.addEventListener('change', (event) => {
    const form = event.target.closest('form[data-send-on-change]')
    if (form) form.requestSubmit()
  })

  // A password can be shown while one types it.
  const addReveals = (root) => root.querySelectorAll('.field[data-reveal]').forEach((field) => {
    if (field.querySelector('.field-reveal')) return
    const input = field.querySelector('input')
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'btn btn-link field-reveal'
    button.textContent = field.dataset.reveal
    button.setAttribute('aria-controls', input.id)
    button.addEventListener('click', () => {
      const shown = input.type === 'password'
      input.type = shown ? 'text' : 'password'
      button.textContent = shown ? field.dataset.conceal : field.dataset.reveal
    })
    field.append(button)
  })
  document.addEventListener('DOMContentLoaded', () => addReveals(document))
  document.addEventListener('htmx:afterSwap', (event) => addReveals(event.target))

  // Copy what stands in the element named by data-copy.
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-copy]')
    if (!button || !navigator.clipboard) return
    const source = document.getElementById(button.dataset.copy)
    navigator.clipboard.writeText(source.textContent.trim()).then(() => {
      button.textContent = button.dataset.copied || button.textContent
    })
  })

  // A search box offers what it finds while one types: arrows choose, Enter opens, Escape closes.
  const suggestionsOf = (input) => document.getElementById(input.dataset.suggests)
  const boxOf = (list) => document.querySelector(`[data-suggests="${list.id}"]`)
  const chooseSuggestion = (input, option) => {
    for (const one of suggestionsOf(input).children) one.setAttribute('aria-selected', String(one === option))
    if (option) input.setAttribute('aria-activedescendant', option.id)
    else input.removeAttribute('aria-activedescendant')
  }
  const showSuggestions = (input, wanted) => {
    const list = suggestionsOf(input)
    list.hidden = !wanted || !list.children.length
    input.setAttribute('aria-expanded', String(!list.hidden))
    chooseSuggestion(input, null)
  }
  document.addEventListener('DOMContentLoaded', () => {
    if (!window.htmx) return
    document.querySelectorAll('[data-suggests]').forEach((input) => {
      const roles = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': input.dataset.suggests, 'aria-expanded': 'false' }
      Object.entries(roles).forEach(([name, value]) => input.setAttribute(name, value))
    })
  })
  document.addEventListener('htmx:afterSwap', (event) => {
    if (event.target.matches('[role="listbox"]')) showSuggestions(boxOf(event.target), true)
  })
  document.addEventListener('focusout', (event) => {
    const box = event.target.closest('.portal-search-box')
    if (box && !box.contains(event.relatedTarget)) showSuggestions(box.querySelector('[data-suggests]'), false)
  })
  document.addEventListener('keydown', (event) => {
    const input = event.target
    if (!input.matches || !input.matches('[data-suggests][aria-expanded="true"]')) return
    const options = [...suggestionsOf(input).children]
    const now = options.findIndex((one) => one.getAttribute('aria-selected') === 'true')
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      const next = now < 0 && step < 0 ? options.length - 1 : now + step
      chooseSuggestion(input, options[next] || null)
    } else if (event.key === 'Escape') showSuggestions(input, false)
    else if (event.key === 'Enter' && now >= 0) options[now].click()
    else return
    event.preventDefault()
  })
})()
