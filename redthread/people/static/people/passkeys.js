// Passkeys: shows the forms where the browser can use them, and says so when one did not work.
/* global webauthnJSON */

const usable = 'PublicKeyCredential' in window && !/^[\d.:[\]]+$/.test(window.location.hostname)

function creationOptions () {
  const options = JSON.parse(document.getElementById('passkey-options').textContent)
  Object.assign(options.publicKey.authenticatorSelection, {
    residentKey: 'required', requireResidentKey: true, userVerification: 'required'
  })
  return options
}

async function requestOptions (form) {
  const response = await fetch(form.action, { headers: { Accept: 'application/json' } })
  return (await response.json()).request_options
}

async function credential (form) {
  return form.dataset.passkey === 'create'
    ? webauthnJSON.create(creationOptions())
    : webauthnJSON.get(await requestOptions(form))
}

function prepare (form) {
  const problem = form.querySelector('[data-passkey-error]')
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    problem.hidden = true
    try {
      form.elements.credential.value = JSON.stringify(await credential(form))
      form.submit()
    } catch {
      problem.hidden = false
    }
  })
}

if (usable) {
  document.querySelectorAll('form[data-passkey]').forEach(prepare)
  document.querySelectorAll('[data-other-ways]').forEach((part) => { part.hidden = false })
  document.querySelectorAll('[data-passkey-missing]').forEach((part) => { part.hidden = true })
}
