import { useState } from 'react'
import type { FormEvent } from 'react'
import { startRegistration } from '@simplewebauthn/browser'
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import { page, useForm, useReflex } from 'reflex-adonis/react'
import PasskeysState from '#states/auth/passkeys_state'
import { CurrentPassword, Field } from '../../components/auth/fields'
import { SettingsPage } from '../../components/auth/settings_page'

function AddPasskey() {
  const { labels, ask, add, errors } = useReflex(PasskeysState)
  const [isFailed, setFailed] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    setFailed(false)
    try {
      const asked = await ask({ currentPassword: String(fields.get('currentPassword')) })
      if (!asked) return
      const optionsJSON = asked as unknown as PublicKeyCredentialCreationOptionsJSON
      const response = await startRegistration({ optionsJSON })
      await add({ name: String(fields.get('name')), response: JSON.stringify(response) })
      form.reset()
    } catch {
      setFailed(true)
    }
  }

  const form = { errors, input: {} }
  const problem = isFailed ? labels.failed : errors.form
  return (
    <form onSubmit={submit}>
      {problem && (
        <p role="alert" className="field-error">
          {problem}
        </p>
      )}
      <Field
        form={form}
        name="name"
        label={labels.name}
        autoComplete="off"
        maxLength={60}
        required
      />
      <CurrentPassword form={form} label={labels.currentPassword} />
      <button className="button">{labels.add}</button>
    </form>
  )
}

function RemovePasskey({ id, name }: { id: string; name: string }) {
  const { labels, remove } = useReflex(PasskeysState)
  const form = useForm(remove, { key: id })
  return (
    <form action={form.action}>
      <input type="hidden" name="id" value={id} />
      <button className="button" aria-label={`${labels.remove}: ${name}`} disabled={form.pending}>
        {labels.remove}
      </button>
    </form>
  )
}

export default page(
  {
    route: '/settings/passkeys',
    title: 'Passkeys',
    middleware: ['auth'],
    onLoad: [PasskeysState, 'open'],
  },
  () => {
    const { labels, passkeys, language } = useReflex(PasskeysState)
    const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
    return (
      <SettingsPage labels={labels}>
        <p>{labels.lead}</p>
        <ul>
          {passkeys.map(({ id, name, used }) => (
            <li key={id}>
              <p>
                {name} · {used === null ? labels.never : `${labels.used}: ${time.format(used)}`}
              </p>
              <RemovePasskey id={id} name={name} />
            </li>
          ))}
        </ul>
        <AddPasskey />
      </SettingsPage>
    )
  }
)
