/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { MailManager, Message } from '@adonisjs/mail'
import type { ResolvedAuthConfig } from '../configuration.ts'
import { E_AUTH_URL } from '../exceptions.ts'
import { textsOf } from '../texts/main.ts'
import type { MailName } from '../texts/main.ts'

type AnyMailManager = Pick<MailManager<Record<string, never>>, 'sendLater'>

/** What a mail has besides its texts. */
export interface MailData {
  /** Where its link leads. */
  link?: string
  /** The address that a change is about. */
  email?: string
}

/** Puts the mails of the flows into the queue of @adonisjs/mail. */
export class AuthMails {
  #mail: AnyMailManager
  #config: ResolvedAuthConfig
  #appUrl: string

  /**
   * @param appUrl - of the application, for want of one of the flows
   * @throws E_AUTH_URL
   */
  constructor(mail: AnyMailManager, config: ResolvedAuthConfig, appUrl: string | undefined) {
    this.#mail = mail
    this.#config = config
    const url = config.appUrl ?? appUrl
    if (!url) throw new E_AUTH_URL()
    this.#appUrl = url.replace(/\/$/, '')
  }

  /** Where the application is: `https://shop.example.com`. */
  get origin(): string {
    return new URL(this.#appUrl).origin
  }

  /** The name of the application. */
  get appName(): string {
    return this.#config.appName ?? new URL(this.#appUrl).host
  }

  /** The address of one of the pages with a token, for a mail. */
  linkTo(page: 'verify' | 'reset' | 'confirmEmail' | 'undoEmail', token: string): string {
    return `${this.#appUrl}${this.#config.paths[page]}?token=${encodeURIComponent(token)}`
  }

  /** The address of a page without one. */
  urlOf(page: 'login' | 'forgot'): string {
    return `${this.#appUrl}${this.#config.paths[page]}`
  }

  /**
   * @param to - an address that is stored: never one as it was typed
   */
  async queue(ctx: HttpContext, name: MailName, to: string, data: MailData): Promise<void> {
    const texts = textsOf(ctx).mail(name, { app: this.appName, email: data.email ?? '' })
    const { mailViews } = this.#config
    await this.#mail.sendLater((message: Message) => {
      message.to(to).subject(texts.subject)
      const shown = { ...texts, link: data.link, app: this.appName }
      if (mailViews !== undefined) {
        message.htmlView(`${mailViews}/mail`, shown).textView(`${mailViews}/text`, shown)
      } else {
        message.html(htmlOf(texts, data.link)).text(plainOf(texts, data.link))
      }
    })
  }
}

interface ShownTexts {
  subject: string
  body: string
  action: string
  footer: string
  language: string
  direction: string
}

function plainOf({ body, footer }: ShownTexts, link: string | undefined): string {
  return `${[body, link, footer].filter(Boolean).join('\n\n')}\n`
}

function htmlOf(texts: ShownTexts, link: string | undefined): string {
  const { subject, body, action, footer, language, direction } = texts
  const button = link ? `<p><a href="${escaped(link)}">${escaped(action)}</a></p>` : ''
  const url = link ? `<p><small>${escaped(link)}</small></p>` : ''
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="font-family: sans-serif; line-height: 1.5">
<p>${escaped(body)}</p>
${button}${url}
<p><small>${escaped(footer)}</small></p>
</body>
</html>
`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character])
}
