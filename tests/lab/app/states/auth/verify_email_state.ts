/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { VerifyForm } from 'reflex-adonis/auth'

export default class VerifyEmailState extends VerifyForm {}
