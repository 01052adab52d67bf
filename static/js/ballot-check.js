// Looks for a ballot's code in the downloaded board, in this browser: the code is sent to nobody.
// Where a budget was shared out equally, it also works out here what that ballot's part paid for.
(() => {
  'use strict'

  const form = document.querySelector('.voting-check-form')
  if (!form) return
  const answer = form.querySelector('.voting-check-answer')
  const money = form.querySelector('.voting-money')
  const titles = new Map(
    [...form.querySelectorAll('data')].map((item) => [item.value, item.textContent.trim()])
  )
  const euro = new Intl.NumberFormat(document.documentElement.lang, {
    style: 'currency', currency: 'EUR',
  })
  const files = new Map()
  form.hidden = false

  const letters = (typed) =>
    typed.toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')

  const textOf = async (address) => {
    if (!files.has(address)) {
      const response = await fetch(address)
      if (!response.ok) throw new Error(String(response.status))
      files.set(address, await response.text())
    }
    return files.get(address)
  }

  const rowsOf = async () =>
    (await textOf(form.dataset.board)).split('\n').filter(Boolean).map((line) => line.split(','))

  // `1+3`, `3>1>2`, `2:5+4:1`: each option with its points, one where there are none.
  const marksOf = (choice) =>
    new Map(choice.split(/[+>]/).map((mark) => mark.split(':')).map(([no, n]) => [no, Number(n || 1)]))

  const said = (question, choice) => {
    if (choice === '') return answer.dataset.hidden
    if (choice === '-') return `${answer.dataset.found} ${answer.dataset.blank}`
    const chosen = [...marksOf(choice)].map(([no, n]) => {
      const title = titles.get(`${question}:${no}`) || no
      return choice.includes(':') ? `${title} (${n})` : title
    })
    return `${answer.dataset.found} ${chosen.join(', ')}`
  }

  const line = (name, text) => {
    const item = document.createElement(name)
    item.textContent = text
    return item
  }

  // Each step takes the same from all who chose what is bought, or what they have left.
  const showMoney = async (question, choice) => {
    const { config, outcome } = JSON.parse(await textOf(form.dataset.result))
    const asked = config.questions.find((one) => String(one.no) === question)
    const stated = outcome.questions.find((one) => String(one.question_no) === question)
    const shares = stated.equal_shares
    if (!shares || !asked.budget_cents || stated.comparison.stands !== 'equal_shares') return
    const marks = marksOf(choice)
    let left = Number(shares.endowment)
    const list = document.createElement('ul')
    for (const step of shares.steps) {
      const points = marks.get(String(step.option))
      if (!points) continue
      const paid = Math.min(left, Number(step.price) * (shares.utility === 'points' ? points : 1))
      left -= paid
      list.append(line('li', `${titles.get(`${question}:${step.option}`)}: ${euro.format(paid / 100)}`))
    }
    if (!list.children.length) {
      money.append(line('p', money.dataset.nothing))
      return
    }
    money.append(
      line('p', money.dataset.paid), list,
      line('p', `${money.dataset.left} ${euro.format(left / 100)}`)
    )
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    money.replaceChildren()
    const code = letters(form.querySelector('#ballot-code').value)
    try {
      const row = (await rowsOf()).find((fields) => fields[1] === code)
      answer.textContent = row ? said(row[0], row[2]) : answer.dataset.missing
      if (row && row[2] && row[2] !== '-') await showMoney(row[0], row[2])
    } catch {
      answer.textContent = answer.dataset.away
    }
  })
})()
