import { findStaff, listDevices, listSites, listTrainedPeople } from '@visavis/db';
import { deviceApproval, siteRequest, trainingRequest } from '@visavis/protocol';
import { z } from 'zod';
import { approveDevice, revokeDevice } from '../../access/device.ts';
import { addSite, removeSite } from '../../access/site.ts';
import { recordTraining } from '../../access/training.ts';
import { orNotFound } from '../../http/refused.ts';
import { command, commandLine, table } from '../command.ts';

const ofOrganisation = z.strictObject({ organisation: z.uuid() });
const ofCentre = z.strictObject({ identCentre: z.uuid() });

const deviceCommands = {
  'list-devices': command({
    summary: 'An organisation’s devices, those that wait for approval first',
    options: ofOrganisation,
    run: async ({ act }, { organisation }) => {
      const rows = await act(transaction => listDevices(transaction, organisation));
      const items = rows.map(({ id, name, role, status, certificates }) => ({
        ...{ id, name, role, status, certificates },
      }));
      return {
        json: { items },
        text: table([
          ['ID', 'PERSON', 'ROLE', 'STATUS', 'CERTIFIED BY'],
          ...items.map(({ id, name, role, status, certificates }) => [
            ...[id, name, role, status],
            certificates.map(({ tenantName }) => tenantName).join(', ') || '-',
          ]),
        ]),
      };
    },
  }),
  'approve-device': command({
    summary: 'Approve a device by the fingerprint that its person reads from the screen',
    options: z.strictObject({ device: z.uuid(), fingerprint: deviceApproval.shape.fingerprint }),
    run: ({ act }, { device, fingerprint }) =>
      act(async transaction => {
        await approveDevice(transaction, device, fingerprint, commandLine);
        return { json: { id: device }, text: 'Approved; the companies it works for certify it next.' };
      }),
  }),
  'revoke-device': command({
    summary: 'End a device for good, with the consoles and calls that use it',
    options: z.strictObject({ device: z.uuid() }),
    run: ({ act }, { device }) =>
      act(async transaction => {
        await revokeDevice(transaction, device, commandLine);
        return { json: { id: device }, text: 'Revoked.' };
      }),
  }),
};

const { name, ranges, attestations } = siteRequest.shape;

const siteCommands = {
  'list-sites': command({
    summary: 'Where an ident centre’s agents and supervisors may work; without any, everywhere',
    options: ofCentre,
    run: async ({ act }, { identCentre }) => {
      const items = await act(transaction => listSites(transaction, identCentre));
      return {
        json: { items },
        text: table([
          ['ID', 'NAME', 'NETWORKS', 'ROOMS'],
          ...items.map(site => [site.id, site.name, site.ranges.join(' '), site.attestations.join(' ')]),
        ]),
      };
    },
  }),
  'add-site': command({
    summary: 'From the first one on, who takes or watches calls has to be at one',
    options: z.strictObject({ identCentre: z.uuid(), name, range: ranges, attestation: attestations }),
    run: ({ act }, { identCentre, name, range, attestation }) =>
      act(async transaction => {
        const request = { name, ranges: range, attestations: attestation };
        const { id } = await addSite(transaction, identCentre, request, commandLine);
        return { json: { id }, text: id };
      }),
  }),
  'remove-site': command({
    summary: 'Without the last one nobody is bound to a site any more',
    options: z.strictObject({ site: z.uuid() }),
    run: ({ act }, { site }) =>
      act(async transaction => {
        await removeSite(transaction, site, commandLine);
        return { json: { id: site }, text: 'Removed.' };
      }),
  }),
};

const { ruleset, validUntil } = trainingRequest.shape;

const trainingCommands = {
  'list-trainings': command({
    summary: 'An ident centre’s agents, and until when they are trained for what',
    options: ofCentre,
    run: async ({ act }, { identCentre }) => {
      const items = await act(transaction => listTrainedPeople(transaction, identCentre));
      return {
        json: { items },
        text: table([
          ['ID', 'PERSON', 'TRAINED UNTIL'],
          ...items.map(({ id, name, trainings }) => [
            id,
            name,
            trainings.map(training => `${training.ruleset} ${training.validUntil}`).join(', ') || '-',
          ]),
        ]),
      };
    },
  }),
  'record-training': command({
    summary: 'Until when an agent is trained for a ruleset, in place of what was recorded before',
    options: z.strictObject({ agent: z.uuid(), ruleset, validUntil }),
    run: ({ act }, { agent, ...training }) =>
      act(async transaction => {
        const { organisationId, roles } = orNotFound(await findStaff(transaction, agent));
        orNotFound(roles.find(role => role === 'agent'));
        await recordTraining(transaction, { ...training, organisationId, userId: agent }, commandLine);
        return { json: { id: agent }, text: 'Recorded.' };
      }),
  }),
};

export const workplaceCommands = { ...deviceCommands, ...siteCommands, ...trainingCommands };
