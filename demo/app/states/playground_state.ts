import { AppState, rx } from 'reflex-adonis'
import { Exception } from '@adonisjs/core/exceptions'
import type { Infer } from '@vinejs/vine/types'
import type { RegionCode } from '#services/region'
import { guessValidator, stepValidator, toastValidator } from '#validators/playground'

/** How a guess was, and what it was. */
export interface Hint {
  kind: 'low' | 'high' | 'right'
  guess: number
}

/** Facts of a request, as a handler saw them. */
export interface RequestFacts {
  url: string
  route: string
  requestId: string
  region: RegionCode
  locale: string
  user: string
  /** ISO */
  time: string
  userAgent: string
}

/**
 * One event of each kind, to try out.
 */
export default class PlaygroundState extends AppState {
  @rx.var() facts: RequestFacts | null = null
  @rx.var() count = 0
  @rx.var() hint: Hint | null = null
  /** Right guesses. The cookie is signed, so nobody can claim more. */
  @rx.cookie({ maxAge: '1y' }) wins = 0

  /** Undecorated: the page never learns it. */
  private secret = 1 + Math.floor(Math.random() * 100)

  @rx.event() load() {
    this.facts = {
      url: this.request.url(true),
      route: this.ctx.route?.pattern ?? '',
      requestId: this.request.id() ?? '',
      region: this.ctx.region.code,
      locale: this.locale,
      user: this.user?.fullName ?? '',
      time: new Date().toISOString(),
      userAgent: this.request.header('user-agent') ?? '',
    }
  }

  @rx.event() increment() {
    this.count++
  }

  @rx.event(stepValidator) add({ step }: Infer<typeof stepValidator>) {
    this.count += step
  }

  /** Counts up, then fails: the page keeps the old count. */
  @rx.event() failHalfWay() {
    this.count += 100
    throw new Exception(this.i18n.t('about.counter.failed'), {
      status: 409,
      code: 'E_HALF_WAY',
    })
  }

  @rx.event(toastValidator) toast({ level }: Infer<typeof toastValidator>) {
    return rx.toast[level](this.i18n.t('about.told.toast', { level }), {
      description: this.i18n.t('about.told.from'),
    })
  }

  @rx.event() copy() {
    const { count } = this
    return [
      rx.clipboard(this.i18n.t('about.told.counter', { count })),
      rx.toast.info(this.i18n.t('about.told.copied')),
    ]
  }

  @rx.event() download() {
    return rx.download({
      filename: 'counter.json',
      contentType: 'application/json',
      data: JSON.stringify({ count: this.count, region: this.ctx.region.code }, null, 2),
    })
  }

  @rx.event() rename() {
    return rx.title(this.i18n.t('about.told.title', { count: this.count }))
  }

  @rx.event() focusGuess() {
    return rx.focus('#guess')
  }

  @rx.event() leave() {
    return rx.redirect('/')
  }

  /** Runs a function that the browser registered. */
  @rx.event() celebrate() {
    return rx.call('celebrate', this.count)
  }

  /** An event that makes the browser call another one. */
  @rx.event() chain() {
    return rx.dispatch(PlaygroundState, 'add', { step: 10 })
  }

  /** A number guessing game whose secret is only on the server. */
  @rx.event(guessValidator) guess({ guess }: Infer<typeof guessValidator>) {
    if (guess < this.secret) {
      this.hint = { kind: 'low', guess }
    } else if (guess > this.secret) {
      this.hint = { kind: 'high', guess }
    } else {
      this.hint = { kind: 'right', guess }
      this.wins++
      this.secret = 1 + Math.floor(Math.random() * 100)
      return rx.call('celebrate', guess)
    }
  }

  /** Sends the count three times while it runs. */
  @rx.event() async *countSlowly() {
    for (let step = 0; step < 3; step++) {
      this.count++
      yield
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}
