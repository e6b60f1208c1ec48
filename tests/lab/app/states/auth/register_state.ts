/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { RegisterForm } from 'reflex-adonis/auth'

export default class RegisterState extends RegisterForm {}
