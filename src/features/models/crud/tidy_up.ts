/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { AnyList } from './types.ts'

/**
 * Changes a state after the failure of a background event, which may have been cancelled meanwhile. Where nothing may be changed
 * any more, as somebody else has signed in, the failure is all that is told.
 */
export async function tidyUp(state: AnyList, change: () => void): Promise<void> {
  const attempt = () =>
    state.$update(change).then(
      () => true,
      () => false
    )
  // A cancelled event is told by one of its updates, once, and the next does what it says
  if (!(await attempt())) await attempt()
}
