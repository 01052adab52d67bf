// Passkeys: hand the page's question to the browser, and its answer to the form.
(() => {
  'use strict'

  const toBytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0))
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
  const withBytes = (list) => (list || []).map((key) => ({ ...key, id: toBytes(key.id) }))

  const create = async (options) => {
    const made = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        user: { ...options.user, id: toBytes(options.user.id) },
        excludeCredentials: withBytes(options.excludeCredentials),
      },
    })
    const transports = made.response.getTransports ? made.response.getTransports() : []
    return { made, response: { attestationObject: toText(made.response.attestationObject), transports } }
  }

  const get = async (options) => {
    const made = await navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        allowCredentials: withBytes(options.allowCredentials),
      },
    })
    const { authenticatorData, signature, userHandle } = made.response
    return {
      made,
      response: {
        authenticatorData: toText(authenticatorData),
        signature: toText(signature),
        userHandle: userHandle ? toText(userHandle) : null,
      },
    }
  }

  const ask = async (form) => {
    const problem = form.querySelector('.passkey-problem')
    problem.textContent = ''
    try {
      const options = JSON.parse(form.dataset.options)
      const { made, response } = await (form.dataset.passkey === 'create' ? create : get)(options)
      form.elements.credential.value = JSON.stringify({
        id: made.id,
        rawId: toText(made.rawId),
        type: made.type,
        response: { ...response, clientDataJSON: toText(made.response.clientDataJSON) },
      })
      form.submit()
    } catch {
      problem.textContent = form.dataset.refused
    }
  }

  const withoutScript = document.getElementById('passkey-needs-script')
  if (withoutScript) withoutScript.remove()

  document.querySelectorAll('form[data-passkey]').forEach((form) => {
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      ask(form)
    })
    ask(form)
  })
})()
