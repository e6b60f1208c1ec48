/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * Whether a request was refused, rather than failed: by a policy, a guard, or a row that its user does not find. Too many
 * requests are no refusal, and a conflict may be over the next time.
 */
export function isRefusal(error: unknown): error is Error {
  if (!(error instanceof Error)) return false
  const { status } = error as { status?: unknown }
  return (
    typeof status === 'number' && [400, 401, 402, 403, 404, 410, 419, 422, 451].includes(status)
  )
}
