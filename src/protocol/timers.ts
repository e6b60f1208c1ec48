/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Milliseconds that timers of browsers and Node can hold, 24.8 days: a longer one is over at once. */
export const LONGEST_TIMER = 2 ** 31 - 1
