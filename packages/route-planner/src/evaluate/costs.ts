/** The cost of a plan from that of its routes, in the terms of `evaluate`. */
import type { Cost, Route } from '../plan-types.ts';

/** Charges each route for the time by which it is longer than the mean. */
export function withBalance(routes: readonly Route[], rate: number): readonly Route[] {
  if (rate === 0 || routes.length === 0) return routes;
  const mean = sum(routes.map(({ duration }) => duration)) / routes.length;
  return routes.map((route) => {
    const balance = rate * Math.max(0, route.duration - mean);
    return { ...route, cost: { ...route.cost, balance, total: route.cost.total + balance } };
  });
}

export function totalCost(costs: readonly Cost[], penalties: number): Cost {
  const fixed = sum(costs.map((cost) => cost.fixed));
  const distance = sum(costs.map((cost) => cost.distance));
  const time = sum(costs.map((cost) => cost.time));
  const balance = sum(costs.map((cost) => cost.balance));
  return { total: fixed + distance + time + penalties + balance, fixed, distance, time, penalties, balance };
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
