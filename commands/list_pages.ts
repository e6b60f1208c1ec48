/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { visible } from '../src/logging/main.ts'

interface Row {
  route: string
  name: string
  page: string
  middleware: string[]
  states: string[]
}

/**
 * `node ace reflex:pages` shows every mounted page with the route that it really has: with its
 * prefix and its domain.
 */
export default class ListPages extends BaseCommand {
  static commandName = 'reflex:pages'
  static description = 'List the pages with their routes, names, middleware and states'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Print the pages as JSON' })
  declare json: boolean

  async run() {
    const rows = await this.#rows()
    if (this.json) {
      this.logger.log(JSON.stringify(rows, null, 2))
      return
    }
    if (rows.length === 0) {
      this.logger.info('No page is mounted. Call reflex.mount() in start/routes.ts')
      return
    }

    const table = this.ui.table()
    table.head(['Route', 'Name', 'Page', 'Middleware', 'States'])
    for (const { route, name, page, middleware, states } of rows) {
      const cells = [route, name, page, middleware.join(', '), states.join(', ')]
      table.row(cells.map((cell) => visible(cell)))
    }
    table.render()
  }

  async #rows(): Promise<Row[]> {
    const { pages } = await this.app.container.make('reflex')
    const router = await this.app.container.make('router')
    router.commit()

    return Object.entries(router.toJSON()).flatMap(([domain, routes]) =>
      routes.flatMap((route) => {
        const definition = pages.of(route)?.definition
        if (!definition) return []
        return {
          route: domain === 'root' ? route.pattern : `${domain}${route.pattern}`,
          name: route.name ?? '',
          page: definition.id,
          middleware: definition.middleware.map(([name]) => name),
          states: definition.states,
        }
      })
    )
  }
}
