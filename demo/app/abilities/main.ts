/*
|--------------------------------------------------------------------------
| Bouncer abilities
|--------------------------------------------------------------------------
|
| Abilities that are exported here are known by their name to templates and
| controllers. The back office has policies instead.
|
*/

export {}
