import { page, useForm, useReflex } from 'reflex-adonis/react'
import SessionsState from '#states/auth/sessions_state'
import { FormError } from '../../components/auth/fields'
import { SettingsPage } from '../../components/auth/settings_page'

function EndSession({ id }: { id: string }) {
  const { labels, end } = useReflex(SessionsState)
  const form = useForm(end, { key: id })
  return (
    <form action={form.action}>
      <input type="hidden" name="id" value={id} />
      <button className="button" disabled={form.pending}>
        {labels.end}
      </button>
    </form>
  )
}

export default page(
  {
    route: '/settings/sessions',
    title: 'Sessions',
    middleware: ['auth'],
    onLoad: [SessionsState, 'open'],
  },
  () => {
    const { labels, areListed, sessions, language, endOthers } = useReflex(SessionsState)
    const form = useForm(endOthers)
    const time = new Intl.DateTimeFormat(language, {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: 'UTC',
    })
    return (
      <SettingsPage labels={labels}>
        <p>{areListed ? labels.lead : labels.unsupported}</p>
        <ul>
          {sessions.map((session) => (
            <li key={session.id}>
              <p>
                {session.agent || labels.unknown} · {session.ip}
                {session.current && <strong> · {labels.current}</strong>}
              </p>
              {session.seen !== null && (
                <p>
                  {labels.seen}: {time.format(session.seen)} UTC
                </p>
              )}
              {!session.current && <EndSession id={session.id} />}
            </li>
          ))}
        </ul>
        <form action={form.action}>
          <FormError form={form} />
          <button className="button" disabled={form.pending}>
            {labels.endOthers}
          </button>
        </form>
      </SettingsPage>
    )
  }
)
