/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server } from '@adonisjs/core/http'

export type NodeServer = NonNullable<ReturnType<Server['getNodeServer']>>

/** Imports the exception handler of an application, as `start/kernel.ts` gives it to the server. */
export type LazyHandler = Parameters<Server['errorHandler']>[0]

/** The class of that handler. */
export type HandlerClass = Awaited<ReturnType<LazyHandler>>['default']

/**
 * Answers requests before the application's middleware.
 *
 * @param answer - undefined for what the application is to answer
 */
export function answerFirst(
  server: Server,
  answer: (request: IncomingMessage, reply: ServerResponse) => Promise<void> | undefined
): void {
  const handle = server.handle.bind(server)
  server.handle = (request, reply) => answer(request, reply) ?? handle(request, reply)
}

/**
 * Runs each request of the kernel inside a function, those of events too.
 */
export function surroundRequests(
  server: Server,
  surround: (request: IncomingMessage, handle: () => Promise<void>) => Promise<void>
): void {
  const handle = server.handle.bind(server)
  server.handle = (request, reply) => surround(request, async () => handle(request, reply))
}

/**
 * Hears of each Node server that the application gets. Tests make several.
 *
 * @param attach - runs once the application has it
 */
export function onNodeServer(server: Server, attach: (nodeServer: NodeServer) => void): void {
  const setNodeServer = server.setNodeServer.bind(server)
  server.setNodeServer = (nodeServer) => {
    setNodeServer(nodeServer)
    attach(nodeServer)
  }
}

/**
 * Hears of the application's exception handler, which the server keeps to itself, and may have
 * another in its place.
 *
 * @param server - before it has its exception handler
 * @param replace - returns what the server is to import
 */
export function onErrorHandler(server: Server, replace: (load: LazyHandler) => LazyHandler): void {
  const register = server.errorHandler.bind(server)
  server.errorHandler = (load) => register(replace(load))
}
