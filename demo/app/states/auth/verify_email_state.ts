import { VerifyForm } from 'reflex-adonis/auth'

export default class VerifyEmailState extends VerifyForm {}
