/** Who is told of what happens, and what was sent to whom. */
import { z } from 'zod';
import { DeliveryQuery } from '../../deliveries/admin.ts';
import { Delivery, DeliveryLog } from '../../deliveries/delivery.ts';
import { EndpointChange, MadeEndpoint, NewEndpoint, Rotation } from '../../endpoints/admin.ts';
import { Endpoint } from '../../endpoints/endpoint.ts';
import type { Operation } from './operation.ts';

const Id = z.object({ id: z.string() });

export const webhooksOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/endpoints',
    summary: 'Where programs of yours are told of what happens',
    answers: { 200: z.object({ endpoints: z.array(Endpoint) }) },
  },
  {
    method: 'post',
    path: '/api/endpoints',
    summary: 'Make an endpoint; its secret is shown this once',
    body: NewEndpoint,
    answers: { 201: MadeEndpoint },
    problems: [409, 422],
  },
  {
    method: 'put',
    path: '/api/endpoints/{id}',
    summary: 'Change an endpoint, switch it on or off',
    body: EndpointChange,
    answers: { 200: Endpoint },
    problems: [404, 422],
  },
  {
    method: 'delete',
    path: '/api/endpoints/{id}',
    summary: 'Remove an endpoint; what it was sent is still to be seen',
    answers: { 200: Id },
    problems: [404],
  },
  {
    method: 'post',
    path: '/api/endpoints/{id}/rotate',
    summary: 'A new secret, shown this once; for 24 hours the former one signs as well',
    body: Rotation,
    answers: { 200: MadeEndpoint },
    problems: [404, 422],
  },
  {
    method: 'post',
    path: '/api/endpoints/{id}/test',
    summary: 'Send a test event to one endpoint, at once',
    answers: { 202: z.object({ delivery: z.string() }) },
    problems: [404, 409],
  },
  {
    method: 'get',
    path: '/api/deliveries',
    summary: 'What was sent to whom, the latest first; kept for 30 days',
    query: DeliveryQuery,
    answers: { 200: z.object({ deliveries: z.array(Delivery), next: z.string().nullable() }) },
    problems: [422],
  },
  {
    method: 'get',
    path: '/api/deliveries/{id}',
    summary: 'One delivery: what was sent, and what came of each try',
    answers: { 200: DeliveryLog },
    problems: [404],
  },
  {
    method: 'post',
    path: '/api/deliveries/{id}/resend',
    summary: 'Send it again, at once and then by the whole schedule',
    answers: { 202: Id },
    problems: [404, 409],
  },
];
