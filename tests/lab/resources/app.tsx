/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createApp } from 'reflex-adonis/react'

export default createApp({ pages: import.meta.glob('./pages/**/*.tsx') })
