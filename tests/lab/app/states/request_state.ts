/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { HttpContext } from '@adonisjs/core/http'
import {
  AppState,
  currentContext,
  currentCsrfToken,
  currentLocale,
  currentRequest,
  currentResponse,
  currentSession,
  currentUser,
  rx,
} from 'reflex-adonis'
import { gates } from '#services/gates'
import { Journal } from '#services/journal'

/** Tells what its event sees of the request. */
export default class RequestState extends AppState {
  @rx.var() visits = 0

  @rx.event() wait() {
    return gates.pass('request')
  }

  @rx.event() look() {
    return {
      url: this.request.url(true),
      method: this.request.method(),
      route: this.ctx.route?.name,
      params: this.params,
      query: this.request.qs(),
      region: this.ctx.region,
      locale: this.locale,
      hasCsrfToken: Boolean(this.request.csrfToken),
      userAgent: this.request.header('user-agent'),
      sessionId: this.session.sessionId,
      isGuest: this.user === undefined,
    }
  }

  /** Where the page is, as middleware and route helpers see it. */
  @rx.event() place() {
    return {
      url: this.request.completeUrl(true),
      hostname: this.request.hostname(),
      isSecure: this.request.secure(),
      site: this.request.header('sec-fetch-site'),
    }
  }

  @rx.event() helpers() {
    return {
      sameContext: HttpContext.getOrFail() === this.ctx && currentContext() === this.ctx,
      sameRequest: currentRequest() === this.request,
      sameResponse: currentResponse() === this.response,
      sameSession: currentSession() === this.session,
      sameUser: currentUser() === this.user,
      sameToken: currentCsrfToken() === this.request.csrfToken,
      locale: currentLocale(),
    }
  }

  @rx.event() async service() {
    const journal = await this.ctx.containerResolver.make(Journal)
    journal.note('handler')
  }

  @rx.event() visit() {
    this.session.put('visits', (this.session.get('visits', 0) as number) + 1)
    this.visits = this.session.get('visits') as number
  }

  @rx.event() move(region: string) {
    this.session.put('region', region)
  }
}
