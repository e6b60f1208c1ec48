import { page, useForm, useReflex } from 'reflex-adonis/react'
import AccountState from '#states/auth/account_state'
import { CurrentPassword, Field, FormError } from '../../components/auth/fields'
import { SettingsPage } from '../../components/auth/settings_page'

export default page(
  {
    route: '/settings/profile',
    title: 'Profile',
    middleware: ['auth'],
    onLoad: [AccountState, 'open'],
  },
  () => {
    const { labels, fullName, email, save, changeEmail, deleteAccount } = useReflex(AccountState)
    const profile = useForm(save)
    const address = useForm(changeEmail)
    const deletion = useForm(deleteAccount)
    return (
      <SettingsPage labels={labels}>
        <form action={profile.action}>
          <FormError form={profile} />
          <Field
            form={profile}
            name="fullName"
            label={labels.fullName}
            autoComplete="name"
            defaultValue={fullName}
          />
          <button className="button" disabled={profile.pending}>
            {labels.save}
          </button>
        </form>
        <section>
          <h2>{labels.emailTitle}</h2>
          <p>{email}</p>
          <p>{labels.emailLead}</p>
          <form action={address.action}>
            <FormError form={address} />
            <Field
              form={address}
              name="email"
              label={labels.newEmail}
              type="email"
              autoComplete="email"
              required
            />
            <CurrentPassword form={address} label={labels.currentPassword} />
            <button className="button" disabled={address.pending}>
              {labels.changeEmail}
            </button>
          </form>
        </section>
        <section>
          <h2>{labels.deleteTitle}</h2>
          <p>{labels.deleteLead}</p>
          <form action={deletion.action}>
            <FormError form={deletion} />
            <CurrentPassword form={deletion} label={labels.currentPassword} />
            <button className="button" disabled={deletion.pending}>
              {labels.delete}
            </button>
          </form>
        </section>
      </SettingsPage>
    )
  }
)
