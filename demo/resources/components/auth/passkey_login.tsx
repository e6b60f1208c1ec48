import { useState } from 'react'
import { startAuthentication } from '@simplewebauthn/browser'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { useReflex } from 'reflex-adonis/react'
import PasskeyLoginState from '#states/auth/passkey_login_state'

/** Logs in with a passkey, for which browsers need JavaScript. */
export function PasskeyLogin({ labels }: { labels: { passkey: string; passkeyFailed: string } }) {
  const { ask, enter, errors } = useReflex(PasskeyLoginState)
  const [isFailed, setFailed] = useState(false)

  async function logIn() {
    setFailed(false)
    try {
      const optionsJSON = (await ask()) as unknown as PublicKeyCredentialRequestOptionsJSON
      const response = await startAuthentication({ optionsJSON })
      await enter({ response: JSON.stringify(response) })
    } catch {
      setFailed(true)
    }
  }

  const problem = isFailed ? labels.passkeyFailed : errors.form
  return (
    <>
      <button className="button" type="button" onClick={logIn}>
        {labels.passkey}
      </button>
      {problem && (
        <p role="alert" className="field-error">
          {problem}
        </p>
      )}
    </>
  )
}
