import { PasskeysForm } from 'reflex-adonis/auth'

export default class PasskeysState extends PasskeysForm {}
