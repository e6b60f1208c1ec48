/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { PasskeysForm } from 'reflex-adonis/auth'

export default class PasskeysState extends PasskeysForm {}
