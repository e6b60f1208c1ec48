/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { debuglog } from 'node:util'

/**
 * Writes to the error output what the package decides, with `NODE_DEBUG=reflex`. It never has data of a visitor.
 * Without the variable, a line costs a call of a function that does nothing.
 */
export const debug = debuglog('reflex')
