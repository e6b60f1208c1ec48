/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { ResetForm } from 'reflex-adonis/auth'

export default class ResetPasswordState extends ResetForm {}
