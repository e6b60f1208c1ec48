import { LoginForm } from 'reflex-adonis/auth'

export default class LoginState extends LoginForm {}
