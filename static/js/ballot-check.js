// Looks for a ballot's code in the downloaded board, in this browser: the code is sent to nobody.
(() => {
  'use strict'

  const form = document.querySelector('.voting-check-form')
  if (!form) return
  const answer = form.querySelector('.voting-check-answer')
  const titles = new Map(
    [...form.querySelectorAll('data')].map((item) => [item.value, item.textContent.trim()])
  )
  let board = null
  form.hidden = false

  const letters = (typed) =>
    typed.toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')

  const rowsOf = async () => {
    if (board === null) {
      const response = await fetch(form.dataset.board)
      if (!response.ok) throw new Error(String(response.status))
      board = (await response.text()).split('\n').filter(Boolean).map((line) => line.split(','))
    }
    return board
  }

  const said = (question, choice) => {
    if (choice === '') return answer.dataset.hidden
    if (choice === '-') return `${answer.dataset.found} ${answer.dataset.blank}`
    const chosen = choice.split('+').map((no) => titles.get(`${question}:${no}`) || no)
    return `${answer.dataset.found} ${chosen.join(', ')}`
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const code = letters(form.querySelector('#ballot-code').value)
    try {
      const row = (await rowsOf()).find((fields) => fields[1] === code)
      answer.textContent = row ? said(row[0], row[2]) : answer.dataset.missing
    } catch {
      answer.textContent = answer.dataset.away
    }
  })
})()
