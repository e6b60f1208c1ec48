/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ConnectionInfo } from '../../client/main.ts'
import type { BannerProps } from './props.ts'
import { useDelayed } from './use_delayed.ts'

/** Milliseconds without a connection before it shows. */
const DELAY = 1_500

const REASONS = {
  blocked:
    'This network lets no live connection through. You can send forms; all else waits until it does.',
  replaced: 'This page has been opened in another window.',
  refused: 'This page can no longer reach the server.',
  gone: 'This page is not part of the new version. What you have entered is still here: copy what you need.',
  kicked: 'The connection of this page was ended by an administrator.',
}

/** What to tell, and whether loading the page again would help. */
function message(
  { status, reason, outdated, message: said }: ConnectionInfo,
  late: boolean
): [text: string, reload: boolean] | undefined {
  if (reason) return [said ?? REASONS[reason], true]
  if (status === 'stopped') return undefined
  if (late) return ['No connection to the server. Trying again…', false]
  if (outdated) return ['A new version of this page is there.', true]
  return undefined
}

/** A note at the bottom of the window, when something is wrong with the connection. */
export function Banner({ connection }: BannerProps) {
  const late = useDelayed(connection.status !== 'connected', DELAY)
  const [text, reload] = message(connection, late) ?? []
  return (
    <div className="reflex-banner" role="status">
      {text && (
        <p>
          {text}
          {reload && (
            <button type="button" onClick={() => location.reload()}>
              Reload
            </button>
          )}
        </p>
      )}
    </div>
  )
}
