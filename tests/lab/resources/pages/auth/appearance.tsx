/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useForm, useReflex } from 'reflex-adonis/react'
import AppearanceState from '#states/auth/appearance_state'
import { FormError } from '../../components/auth/fields'
import { SettingsPage } from '../../components/auth/settings_page'

const THEMES = ['system', 'light', 'dark'] as const

export default page(
  {
    route: '/settings/appearance',
    title: 'Appearance',
    middleware: ['auth'],
  },
  () => {
    const { labels, theme, choose } = useReflex(AppearanceState)
    const form = useForm(choose)
    return (
      <SettingsPage labels={labels}>
        <form action={form.action}>
          <FormError form={form} />
          <fieldset>
            <legend>{labels.title}</legend>
            {THEMES.map((each) => (
              <label key={each}>
                <input type="radio" name="theme" value={each} defaultChecked={each === theme} />{' '}
                {labels[each]}
              </label>
            ))}
          </fieldset>
          <button disabled={form.pending}>{labels.save}</button>
        </form>
      </SettingsPage>
    )
  }
)
