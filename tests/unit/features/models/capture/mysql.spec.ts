/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { captureSuite } from './contract.ts'

captureSuite('mysql', ['@mysql'])
