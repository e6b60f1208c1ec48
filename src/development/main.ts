/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to what keeps a server live while its sources change. It is loaded in development only.
 */

export { Reasons } from './reasons.ts'
export { explainMistakes, followFiles } from './serving.ts'
