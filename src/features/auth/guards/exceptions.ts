/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { explainedError } from '../../../explained_error.ts'

/** A guard cannot be read. */
export const E_GUARD_OPTION = explainedError<[where: string, problem: string]>({
  message: 'The guard of "%s" cannot be used: %s',
  help: 'A guard has the options user, guest, verified, recent and can; "static guard" has depends as well. "@rx.can()" takes an ability, or a policy and the name of a method, and then a model',
  code: 'E_GUARD_OPTION',
  status: 500,
})

/** A policy has no method of a name. */
export const E_GUARD_POLICY = explainedError<[where: string, policy: string, method: string]>({
  message: 'The guard of "%s" asks %s, which has no method "%s"',
  help: 'The name is that of a method of the policy, or of its parents, which takes the user first',
  code: 'E_GUARD_POLICY',
  status: 500,
})

/** Something is guarded that runs without a request. */
export const E_GUARD_REQUEST = explainedError<[state: string]>({
  message: 'The state "%s" is guarded, and its events have no request',
  help: "Guards ask for the user of a request, and \"static bridge = 'none'\" has none. Write 'auth', or leave it out",
  code: 'E_GUARD_REQUEST',
  status: 500,
})

/** A row is asked for that no guard has loaded. */
export const E_NO_SUBJECT = explainedError<[model: string]>({
  message: 'No guard of this event has loaded a row of %s',
  help: 'Call rx.subject(Model) in an event with @rx.can(Policy, method, Model), which loads the row',
  code: 'E_NO_SUBJECT',
  status: 500,
})

/** Somebody who is signed in calls what is for guests. */
export const E_GUEST_ONLY = explainedError({
  message: 'You are signed in already',
  help: 'The event or its state has the guard { guest: true }. "guards.home" in config/reflex.ts says where users are led',
  code: 'E_GUEST_ONLY',
  status: 403,
})

/** An address is to be verified first. */
export const E_EMAIL_UNVERIFIED = explainedError({
  message: 'Verify your e-mail address first',
  help: 'The event or its state has the guard { verified: true }, and the user has no time in the attribute "guards.verifiedAt" of config/reflex.ts. "guards.verify" says where they are led',
  code: 'E_EMAIL_UNVERIFIED',
  status: 403,
})

/** A visitor is to show again who they are. */
export const E_RECENT_LOGIN = explainedError({
  message: 'Confirm that it is you first',
  help: 'The event or its state has the guard { recent: … }, and recentLogin.confirm() was called longer ago, or never. "guards.confirm" in config/reflex.ts says where they are led',
  code: 'E_RECENT_LOGIN',
  status: 403,
})
