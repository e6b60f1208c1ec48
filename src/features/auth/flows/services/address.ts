/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Letters of an address that mail servers accept. */
export const LONGEST_ADDRESS = 254

/**
 * An address as it is compared and stored: nobody gets a second account by its case, or by letters
 * that look the same and are other ones.
 */
export function normalized(email: string): string {
  return email
    .slice(0, LONGEST_ADDRESS * 4)
    .normalize('NFKC')
    .trim()
    .toLowerCase()
}
