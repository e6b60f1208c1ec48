/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'
import { AppState, rx, State } from 'reflex-adonis'
import { journal } from '#services/journal'

const densityValidator = vine.create(vine.enum(['compact', 'cosy'] as const))
const sortValidator = vine.create(vine.enum(['name', 'price'] as const))

/** What a choice of a user is kept in, for those who extend it. */
abstract class ThemedState extends AppState {
  @rx.cookie({ maxAge: '1y' }) theme = 'light'
}

/** Vars with a place in the browser. */
export class PlacesState extends ThemedState {
  @rx.cookie({ name: 'banner', seal: 'encrypted' }) banner = true
  @rx.query() page = 1
  @rx.query({ history: 'push', validator: sortValidator }) sort: 'name' | 'price' = 'name'
  @rx.query({ name: 'q' }) search = ''
  @rx.query() tags: string[] = []
  @rx.localStorage({ validator: densityValidator }) density: 'compact' | 'cosy' = 'cosy'
  @rx.sessionStorage({ key: 'draft' }) draft = ''
  /** What `onLoad` has seen. */
  @rx.var() loaded = ''

  @rx.event() load() {
    this.loaded = `${this.theme} ${this.page} ${this.sort} ${this.search}`
    if (this.page > 9) this.page = 9
    journal.note('load places')
  }

  @rx.event() turn(page: number) {
    this.page = page
  }

  /** By a form without a script. */
  @rx.event() next() {
    this.page++
    this.theme = 'dark'
  }

  @rx.event() find(search: string) {
    this.search = search
    this.page = 1
  }

  @rx.event() order(sort: string) {
    if (sort === 'name' || sort === 'price') this.sort = sort
  }

  @rx.event() label(tag: string) {
    this.tags.push(tag)
  }

  @rx.event() paint(theme: string) {
    this.theme = theme
  }

  @rx.event() dismiss() {
    this.banner = false
  }

  @rx.event() write(draft: string) {
    this.draft = draft
  }

  @rx.event() toggle() {
    this.density = this.density === 'cosy' ? 'compact' : 'cosy'
  }

  @rx.event() startAnew() {
    this.$reset()
  }

  @rx.event() seen() {
    return { query: this.request.qs(), theme: this.request.cookie('theme') as unknown }
  }

  @rx.event() fail() {
    this.page = 5
    this.theme = 'lost'
    throw new Error('no')
  }

  @rx.event() async *leaf() {
    this.page = 2
    yield
    this.page = 3
    yield
    throw new Error('Torn')
  }
}

/** Without a request. */
export class BareState extends State {
  static bridge = 'none' as const

  @rx.localStorage() wide = false

  @rx.event() async turn(page: number) {
    const places = await this.$get(PlacesState)
    places.page = page
  }

  @rx.event() async paint(theme: string) {
    const places = await this.$get(PlacesState)
    places.theme = theme
  }
}
