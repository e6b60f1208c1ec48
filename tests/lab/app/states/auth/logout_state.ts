/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { LogoutForm } from 'reflex-adonis/auth'

export default class LogoutState extends LogoutForm {}
