/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to the doctor, with all that it looks at. It is loaded by its command alone.
 */

export { examine } from './examine.ts'
