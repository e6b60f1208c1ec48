/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Leaves the failure of an event to the toast that has told it. */
export function toldByToast(call: Promise<unknown>): void {
  call.catch(() => {})
}
