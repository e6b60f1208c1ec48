import { PasskeyLoginForm } from 'reflex-adonis/auth'

export default class PasskeyLoginState extends PasskeyLoginForm {}
