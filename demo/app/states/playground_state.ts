import { AppState, rx } from 'reflex-adonis'
import { Exception } from '@adonisjs/core/exceptions'
import type { Infer } from '@vinejs/vine/types'
import { guessValidator, stepValidator, toastValidator } from '#validators/playground'

/** Facts of a request, as a handler saw them. */
export interface RequestFacts {
  url: string
  route: string
  requestId: string
  region: string
  locale: string
  greeting: string
  user: string
  userAgent: string
}

/**
 * One event of each kind, to try out.
 */
export default class PlaygroundState extends AppState {
  @rx.var() facts: RequestFacts | null = null
  @rx.var() count = 0
  @rx.var() hint = ''
  /** Right guesses. The cookie is signed, so nobody can claim more. */
  @rx.cookie({ maxAge: '1y' }) wins = 0

  /** Undecorated: the page never learns it. */
  private secret = 1 + Math.floor(Math.random() * 100)

  @rx.event() load() {
    this.facts = {
      url: this.request.url(true),
      route: this.ctx.route?.pattern ?? '',
      requestId: this.request.id() ?? '',
      region: `${this.ctx.region.name} (${this.ctx.region.code})`,
      locale: this.locale,
      greeting: this.i18n.t('shop.greeting'),
      user: this.user?.fullName ?? '',
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
    throw new Exception('This event failed half-way, and the counter is as it was', {
      status: 409,
      code: 'E_HALF_WAY',
    })
  }

  @rx.event(toastValidator) toast({ level }: Infer<typeof toastValidator>) {
    return rx.toast[level](`A toast of the kind ${level}`, { description: 'From the server' })
  }

  @rx.event() copy() {
    return [rx.clipboard(`The counter is at ${this.count}`), rx.toast.info('Copied')]
  }

  @rx.event() download() {
    return rx.download({
      filename: 'counter.json',
      contentType: 'application/json',
      data: JSON.stringify({ count: this.count, region: this.ctx.region.code }, null, 2),
    })
  }

  @rx.event() rename() {
    return rx.title(`Count ${this.count}`)
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
      this.hint = `${guess} is too low`
    } else if (guess > this.secret) {
      this.hint = `${guess} is too high`
    } else {
      this.hint = `${guess} is right! There is a new number now`
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
