import { page, useForm, useReflex } from 'reflex-adonis/react'
import SecurityState from '#states/auth/security_state'
import { CurrentPassword, Field, FormError, NewPassword } from '../../components/auth/fields'
import { SettingsPage } from '../../components/auth/settings_page'

function SecondFactor() {
  const { labels, isTotpOn, setup, recoveryCodes, startTotp, enableTotp, disableTotp, renewCodes } =
    useReflex(SecurityState)
  const start = useForm(startTotp)
  const enable = useForm(enableTotp)
  const disable = useForm(disableTotp)
  const renew = useForm(renewCodes)
  return (
    <section>
      <h2>{labels.totpTitle}</h2>
      <p>{isTotpOn ? labels.totpOn : labels.totpOff}</p>
      {!isTotpOn && !setup && (
        <form action={start.action}>
          <FormError form={start} />
          <CurrentPassword form={start} label={labels.currentPassword} />
          <button className="button" disabled={start.pending}>
            {labels.totpStart}
          </button>
        </form>
      )}
      {setup && (
        <form action={enable.action}>
          <p>{labels.totpScan}</p>
          <img src={setup.qr} alt={labels.totpQr} />
          <p>
            <a href={setup.uri}>
              <code>{setup.secret}</code>
            </a>
          </p>
          <FormError form={enable} />
          <Field
            form={enable}
            name="code"
            label={labels.totpConfirm}
            autoComplete="one-time-code"
            inputMode="numeric"
            required
          />
          <button className="button" disabled={enable.pending}>
            {labels.totpEnable}
          </button>
        </form>
      )}
      {recoveryCodes.length > 0 && (
        <>
          <h3>{labels.recoveryTitle}</h3>
          <p>{labels.recoveryLead}</p>
          <ul className="auth-codes">
            {recoveryCodes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </>
      )}
      {isTotpOn && (
        <>
          <form action={renew.action}>
            <FormError form={renew} />
            <CurrentPassword form={renew} label={labels.currentPassword} />
            <button className="button" disabled={renew.pending}>
              {labels.recoveryRenew}
            </button>
          </form>
          <form action={disable.action}>
            <FormError form={disable} />
            <CurrentPassword form={disable} label={labels.currentPassword} />
            <button className="button" disabled={disable.pending}>
              {labels.totpDisable}
            </button>
          </form>
        </>
      )}
    </section>
  )
}

export default page(
  {
    route: '/settings/security',
    title: 'Security',
    middleware: ['auth'],
    onLoad: [SecurityState, 'open'],
  },
  () => {
    const { labels, changePassword } = useReflex(SecurityState)
    const form = useForm(changePassword)
    const words = { ...labels, password: labels.newPassword }
    return (
      <SettingsPage labels={labels}>
        <section>
          <h2>{labels.passwordTitle}</h2>
          <form action={form.action}>
            <FormError form={form} />
            <CurrentPassword form={form} label={labels.currentPassword} />
            <NewPassword form={form} labels={words} />
            <button className="button" disabled={form.pending}>
              {labels.changePassword}
            </button>
          </form>
        </section>
        <SecondFactor />
      </SettingsPage>
    )
  }
)
