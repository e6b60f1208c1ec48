import { ForgotForm } from 'reflex-adonis/auth'

export default class ForgotPasswordState extends ForgotForm {}
