/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Begins the name of the field that names the event which a form calls over plain HTTP. */
const EVENT_FIELD = '$reflex:'

/** Where shield looks for its token. */
export const CSRF_FIELD = '_csrf'

/**
 * Name of the field by which a form, or a button of one, names its event.
 *
 * @param key - tells the form from others with this event
 */
export function eventField(state: string, event: string, key = ''): string {
  const parts = key === '' ? [state, event] : [state, event, key]
  return EVENT_FIELD + parts.map(encodeURIComponent).join('/')
}

/**
 * The event that a field names.
 *
 * @returns undefined when it is a field like any other
 */
export function eventOfField(
  name: string
): { state: string; event: string; key?: string } | undefined {
  if (!name.startsWith(EVENT_FIELD)) return undefined
  const parts = name.slice(EVENT_FIELD.length).split('/')
  if (parts.length !== 2 && parts.length !== 3) return undefined
  try {
    const [state, event, key] = parts.map(decodeURIComponent)
    return key === undefined ? { state, event } : { state, event, key }
  } catch {
    return undefined
  }
}
