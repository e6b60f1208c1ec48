import { SessionsForm } from 'reflex-adonis/auth'

export default class SessionsState extends SessionsForm {}
