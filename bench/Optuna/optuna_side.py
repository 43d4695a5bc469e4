"""Optuna's side of the bench: a job a line on the input; values and curves are asked for on the output, one JSON object a line.

Everything is evaluated by the C# process at the other end, so that both sides have the very same objective. Seconds are Optuna's own: asking and waiting aside.
"""
import heapq
import json
import sys
import time
import warnings

import optuna

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
waited = 0.0


def ask(question):
    global waited
    before = time.perf_counter()
    sys.stdout.write(json.dumps(question) + "\n")
    sys.stdout.flush()
    answer = json.loads(sys.stdin.readline())
    waited += time.perf_counter() - before
    return answer


def sampler_of(name, seed):
    samplers = optuna.samplers
    return {
        "tpe": lambda: samplers.TPESampler(seed=seed),
        "tpe-multivariate": lambda: samplers.TPESampler(seed=seed, multivariate=True, group=True),
        "cmaes": lambda: samplers.CmaEsSampler(seed=seed, warn_independent_sampling=False),
        "qmc": lambda: samplers.QMCSampler(seed=seed, scramble=True, warn_independent_sampling=False),
        "random": lambda: samplers.RandomSampler(seed=seed),
    }[name]()


def suggest(trial, space):
    configuration = {}
    for parameter in space:
        if any(configuration.get(name) not in values for name, values in parameter.get("when", {}).items()):
            continue
        name, kind = parameter["name"], parameter["kind"]
        if kind == "float":
            value = trial.suggest_float(name, parameter["low"], parameter["high"], step=parameter.get("step"))
        elif kind == "log":
            value = trial.suggest_float(name, parameter["low"], parameter["high"], log=True)
        elif kind == "int":
            value = trial.suggest_int(name, parameter["low"], parameter["high"], step=parameter["step"])
        elif kind == "logInt":
            value = trial.suggest_int(name, parameter["low"], parameter["high"], log=True)
        elif kind == "ordinal":
            # As whole numbers, which keep the order: better for Optuna than categories.
            value = parameter["values"][trial.suggest_int(name, 0, len(parameter["values"]) - 1)]
        else:
            value = trial.suggest_categorical(name, parameter["values"])
        configuration[name] = value
    return configuration


def sequential(job):
    study = optuna.create_study(sampler=sampler_of(job["sampler"], job["seed"]))
    for _ in range(job["trials"]):
        trial = study.ask()
        study.tell(trial, ask({"configuration": suggest(trial, job["space"])})["value"])


def parallel(job):
    """Workers under a virtual clock; a worker whose trial ends takes the next at that very moment. Ties go to the lower worker."""
    pruner = optuna.pruners.HyperbandPruner(min_resource=1, max_resource=job["maxEpochs"], reduction_factor=3)
    study = optuna.create_study(direction=job["direction"], sampler=sampler_of(job["sampler"], job["seed"]), pruner=pruner)
    events, clock, spent = [], [], 0

    def start(worker, now):
        trial = study.ask()
        curve = ask({"configuration": suggest(trial, job["space"])})
        heapq.heappush(clock, (now + curve["seconds"], worker, 1, trial, curve))

    for worker in range(job["workers"]):
        start(worker, 0.0)
    while spent < job["epochs"]:
        now, worker, epoch, trial, curve = heapq.heappop(clock)
        spent += 1
        if epoch > len(curve["values"]):
            events.append([now, trial.number, epoch, None])
            study.tell(trial, state=optuna.trial.TrialState.FAIL)
            start(worker, now)
            continue
        value = curve["values"][epoch - 1]
        events.append([now, trial.number, epoch, value])
        trial.report(value, epoch)
        if epoch == job["maxEpochs"]:
            study.tell(trial, value)
            start(worker, now)
        elif trial.should_prune():
            study.tell(trial, state=optuna.trial.TrialState.PRUNED)
            start(worker, now)
        else:
            heapq.heappush(clock, (now + curve["seconds"], worker, epoch + 1, trial, curve))
    return events


def main():
    global waited
    for line in iter(sys.stdin.readline, ""):
        job = json.loads(line)
        waited, before = 0.0, time.perf_counter()
        events = parallel(job) if "workers" in job else sequential(job)
        result = {"seconds": time.perf_counter() - before - waited}
        if events is not None:
            result["events"] = events
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()


main()
