import { defineConfig } from '@adonisjs/mail'
import type { InferMailers } from '@adonisjs/mail/types'
import LogTransport from '#services/log_transport'

/**
 * Mails are printed: the demo has no mail server.
 */
const mailConfig = defineConfig({
  default: 'log',
  from: { address: 'hello@lantern.example', name: 'Lantern' },
  mailers: { log: () => new LogTransport() },
})

export default mailConfig

declare module '@adonisjs/mail/types' {
  export interface MailersList extends InferMailers<typeof mailConfig> {}
}
