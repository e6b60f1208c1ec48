/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What lets the handlers go on that wait, oldest first. */
export const waiting: (() => void)[] = []

/** Waits until a test lets it go on. */
export function pass(): Promise<void> {
  return new Promise((resolve) => waiting.push(resolve))
}
