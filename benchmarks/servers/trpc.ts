/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { initTRPC } from '@trpc/server'
import { applyWSSHandler } from '@trpc/server/adapters/ws'
import { WebSocketServer } from 'ws'
import { answerFigures } from './answer_figures.js'

/** A procedure over a socket, as one writes it with tRPC: with no middleware, and a counter of each connection. */
const { router, procedure } = initTRPC.context<{ count: number }>().create()
const appRouter = router({ increment: procedure.mutation(({ ctx }) => ({ count: ++ctx.count })) })

const server = createServer()
applyWSSHandler({
  wss: new WebSocketServer({ server, perMessageDeflate: false }),
  router: appRouter,
  createContext: () => ({ count: 0 }),
})
answerFigures()
server.listen(0, '127.0.0.1', () =>
  process.send!({ listening: (server.address() as AddressInfo).port })
)
