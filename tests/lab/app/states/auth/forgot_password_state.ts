/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { ForgotForm } from 'reflex-adonis/auth'

export default class ForgotPasswordState extends ForgotForm {}
