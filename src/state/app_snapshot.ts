/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from '../adonis/main.ts'
import type { Session } from '../adonis/main.ts'
import type { AppSnapshot, AuthenticatedUser, FlashMessages, UserTransformer } from './app_types.ts'

/** Key of the flash message that says what a form came to which was posted over plain HTTP. */
export const FORM_RESULT_FLASH = '_reflex'

export const EMPTY_SNAPSHOT: AppSnapshot = Object.freeze({
  isAuthenticated: false,
  currentUser: null,
  messages: Object.freeze({}),
  language: 'en',
})

/** Keys under which the flash messages have what is not meant for pages. */
const INTERNAL_FLASH = new Set(['errorsBag', 'inputErrorsBag', 'input', FORM_RESULT_FLASH])

function visible(messages: Record<string, unknown>): FlashMessages {
  const shown = Object.entries(messages).filter(([name]) => !INTERNAL_FLASH.has(name))
  return Object.fromEntries(shown) as FlashMessages
}

/**
 * The flash messages of a request: those that an earlier one left, and those that this one set,
 * which are taken out of the session so that no later request shows them again.
 *
 * @param keep - leave this request's own messages to the next one, as before a redirect
 */
function takeMessages(session: Session | undefined, keep: boolean): FlashMessages {
  if (!session?.initiated) return {}
  const { flashMessages, responseFlashMessages } = session
  if (flashMessages.isEmpty && (keep || responseFlashMessages.isEmpty)) return {}
  const messages = visible(flashMessages.all())
  if (!keep && !responseFlashMessages.isEmpty) {
    Object.assign(messages, visible(responseFlashMessages.all()))
    responseFlashMessages.clear()
  }
  return messages
}

/**
 * The messages that this request set. Those of earlier ones stay in the session.
 *
 * @param keep - leave this request's own messages to the next one, too
 */
function passMessages(session: Session | undefined, keep: boolean): FlashMessages {
  if (!session?.initiated) return {}
  const { responseFlashMessages } = session
  const messages = visible(responseFlashMessages.all())
  if (!keep) responseFlashMessages.clear()
  return messages
}

/**
 * Reads what the request shows to pages, after its handler has run.
 *
 * @param options.keepFlash - leave messages that this request flashed to the next request
 * @param options.leaveMessages - messages of earlier requests are for the next event or page
 * @param options.navigation - a new page begins without the messages of the last one
 */
export async function readAppSnapshot(
  ctx: HttpContext,
  previous: AppSnapshot,
  options: {
    currentUser: UserTransformer
    keepFlash: boolean
    leaveMessages?: boolean
    navigation: boolean
  }
): Promise<AppSnapshot> {
  const { auth, session, i18n } = extrasOf(ctx)
  const user = auth?.user as AuthenticatedUser | undefined
  const take = options.leaveMessages ? passMessages : takeMessages
  const messages = take(session, options.keepFlash)
  const fresh = options.navigation || Object.keys(messages).length > 0
  return {
    isAuthenticated: auth?.isAuthenticated ?? false,
    currentUser: user ? await options.currentUser(user, ctx) : null,
    messages: fresh ? messages : previous.messages,
    language: i18n?.locale ?? 'en',
  }
}
