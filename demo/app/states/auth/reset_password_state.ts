import { ResetForm } from 'reflex-adonis/auth'

export default class ResetPasswordState extends ResetForm {}
