"""The server's configuration: the same for the same event, and what each line of it is for."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.errors import BadInputError
from onsite.sync.addresses import joined, own_hosts, split
from onsite.sync.hub.options import HubOptions, Node, nodes_in
from onsite.sync.hub.settings import Cluster, Invited, Paths, Settings, Upstream, configuration
from onsite.sync.hub.stream import moved, room
from onsite.sync.membership import Station

PATHS = Paths("/d/jetstream", "/d/server.log", "/d/hub.pem", "/d/hub.key", "/d/authority.pem")
TLS = {"cert_file": "/d/hub.pem", "key_file": "/d/hub.key", "min_version": "1.3", "timeout": 5}
SETTINGS = Settings("abc", "hub-1", "UA", "UG", "US", PATHS)


def station(key: str, role: str = "desk", through: int | None = None, link: str = "U1") -> Station:
    return Station(key, key, role, (role,), link, "box", through, None, "")


def read(settings=SETTINGS, stations=(), invited=()):
    return json.loads(configuration(settings, stations, invited))


def test_the_whole_configuration_of_a_hub():
    said = read(stations=[station("s1")], invited=[Invited("t1", "UI")])
    reading = [
        "$JS.API.STREAM.INFO.ON_abc",
        "$JS.API.STREAM.MSG.GET.ON_abc",
        "$JS.API.DIRECT.GET.ON_abc",
        "$JS.API.DIRECT.GET.ON_abc.>",
        "$JS.API.CONSUMER.CREATE.ON_abc",
        "$JS.API.CONSUMER.CREATE.ON_abc.>",
        "$JS.API.CONSUMER.INFO.ON_abc.>",
        "$JS.FC.ON_abc.>",
    ]
    own = ["on.abc.j.s1", "on.abc.r.s1", "on.abc.hb.s1", "on.abc.probe.s1", "on.abc.time"]
    desk = {
        "publish": {"allow": own + reading},
        "subscribe": {"allow": ["_INBOX.s1.>", "on.abc.hb.*"]},
    }
    joiner = {"publish": {"allow": ["on.abc.join.t1"]}, "subscribe": {"allow": ["_INBOX.t1.>"]}}
    assert said == {
        "server_name": "hub-1",
        "listen": "0.0.0.0:4222",
        "tls": {**TLS, "handshake_first": True},
        "max_payload": 1024 * 1024,
        "max_connections": 1_000,
        "max_subscriptions": 1_000,
        "ping_interval": "2s",
        "ping_max": 2,
        "write_deadline": "10s",
        "logtime_utc": True,
        "log_file": "/d/server.log",
        "logfile_size_limit": 2_000_000,
        "logfile_max_num": 3,
        "system_account": "SYS",
        "accounts": {
            "SYS": {"users": [{"nkey": "US"}]},
            "EVENT": {
                "jetstream": "enabled",
                "users": [{"nkey": "UA"}, {"nkey": "U1", "permissions": desk}],
            },
            "GATE": {"users": [{"nkey": "UG"}, {"nkey": "UI", "permissions": joiner}]},
        },
        "jetstream": {
            "store_dir": "/d/jetstream",
            "sync_interval": "always",
            "max_memory_store": 64_000_000,
            "max_file_store": 1_000_000_000_000,
        },
    }


def test_a_revoked_station_is_only_let_to_the_gate():
    said = read(stations=[station("s1", through=7)])["accounts"]
    assert said["EVENT"]["users"] == [{"nkey": "UA"}]
    assert said["GATE"]["users"][1:] == [
        {
            "nkey": "U1",
            "permissions": {
                "publish": {"allow": ["on.abc.gate.s1"]},
                "subscribe": {"allow": ["_INBOX.s1.>"]},
            },
        }
    ]


def test_a_station_without_a_link_gets_no_user():
    said = read(stations=[station("s1", link="")])["accounts"]
    assert said["EVENT"]["users"] == [{"nkey": "UA"}]
    assert said["GATE"]["users"] == [{"nkey": "UG"}]


def test_nobody_is_let_in_without_a_key():
    said = read(stations=[station("s1"), station("s2", "display", link="U2")])
    users = [user for account in said["accounts"].values() for user in account["users"]]
    assert all(set(user) <= {"nkey", "permissions"} for user in users)
    assert "no_auth_user" not in said
    assert not {"http", "https", "monitor_port"} & said.keys()


def test_a_cluster_speaks_to_its_own_alone():
    said = read(Settings(**{**_fields(), "cluster": Cluster("abc", 6222, ("10.0.0.2:6222",))}))
    assert said["cluster"] == {
        "name": "abc",
        "listen": "0.0.0.0:6222",
        "routes": ["tls://10.0.0.2:6222"],
        "no_advertise": True,
        "tls": {**TLS, "ca_file": "/d/authority.pem", "verify": True},
    }


def test_leaf_nodes_are_let_in_by_a_key_of_their_own():
    said = read(Settings(**{**_fields(), "leaf_port": 7422, "leaf_keys": {"EVENT": "UL"}}))
    assert said["leafnodes"] == {
        "no_advertise": True,
        "listen": "0.0.0.0:7422",
        "tls": {**TLS, "handshake_first": True},
    }
    assert said["accounts"]["EVENT"]["users"] == [{"nkey": "UA"}, {"nkey": "UL"}]
    assert said["accounts"]["GATE"]["users"] == [{"nkey": "UG"}]


def test_a_leaf_node_keeps_nothing_itself():
    said = read(Settings(**{**_fields(), "upstream": Upstream("10.0.0.1:7422", {"EVENT": "SU"})}))
    assert "jetstream" not in said
    assert "jetstream" not in said["accounts"]["EVENT"]
    assert said["leafnodes"]["remotes"] == [
        {
            "url": "tls://10.0.0.1:7422",
            "account": "EVENT",
            "nkey": "SU",
            "tls": {"ca_file": "/d/authority.pem", "handshake_first": True},
        }
    ]


def test_a_name_cannot_add_to_the_configuration():
    strange = 'x"}\n]; no_auth_user: "y" $HOME include "/etc/passwd"'
    said = read(Settings(**{**_fields(), "name": strange}))
    assert said["server_name"] == strange
    assert set(said) == set(read())


@given(st.integers(0, 10**13), st.integers(0, 10**13), st.integers(0, 10**13))
def test_the_stream_leaves_room_on_the_disk(limit, used, free):
    most = room(limit, used, free)
    assert most <= limit
    assert most <= used + free // 2 or most <= 64 * 1024 * 1024
    assert room(limit, used, free + 1_000) >= most


def test_small_moves_of_the_limit_are_not_worth_a_word():
    assert [moved(1_000, each) for each in (1_000, 1_050, 951, 1_101, 899)] == [
        False,
        False,
        False,
        True,
        True,
    ]


NODES = "a=10.0.0.1:6222, b=10.0.0.2:6222,c=hub-c.local:6223"


def test_a_node_of_a_cluster_knows_the_others():
    options = HubOptions(nodes=nodes_in(NODES, "b"), node="b")
    assert options.nodes[2] == Node("c", "hub-c.local:6223")
    assert options.cluster("abc") == Cluster("abc", 6222, ("10.0.0.1:6222", "hub-c.local:6223"))
    assert (options.replicas, options.hosts) == (3, ("10.0.0.2",))
    assert options.addresses() == ("10.0.0.1:4222", "10.0.0.2:4222", "hub-c.local:4222")


def test_leaf_nodes_find_the_address_that_they_were_given_in_the_hubs_certificate():
    one = HubOptions(leaf_port=7422, listen="10.1.2.3")
    assert one.hosts[0] == "10.1.2.3"
    every = HubOptions(leaf_port=7422)
    assert {joined(host, every.port) for host in every.hosts} >= set(every.addresses())
    assert HubOptions().hosts == ()


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("", "a"),
        ("a=10.0.0.1:6222", "a"),
        ("a=10.0.0.1:6222,a=10.0.0.2:6222,c=10.0.0.3:6222", "a"),
        (NODES, "d"),
        (NODES, ""),
        ("a=10.0.0.1,b=10.0.0.2:1,c=10.0.0.3:1", "a"),
        ("a=10.0.0.1:x,b=10.0.0.2:1,c=10.0.0.3:1", "a"),
        ("=10.0.0.1:1,b=10.0.0.2:1,c=10.0.0.3:1", "b"),
    ],
)
def test_a_cluster_that_is_written_wrong_is_refused_with_an_example(text, own):
    with pytest.raises(BadInputError) as refused:
        nodes_in(text, own)
    assert refused.value.happened
    assert refused.value.advice


@pytest.mark.parametrize(
    ("host", "port", "address"),
    [("10.0.0.1", 4222, "10.0.0.1:4222"), ("fd00::1", 1, "[fd00::1]:1"), ("hub", 9, "hub:9")],
)
def test_addresses_are_written_and_read(host, port, address):
    assert joined(host, port) == address
    assert split(address) == (host, port)


def test_an_address_without_a_port_is_none():
    with pytest.raises(ValueError, match=r"10\.0\.0\.1"):
        split("10.0.0.1")


def test_this_computer_has_an_address():
    hosts = own_hosts()
    assert hosts
    assert len(set(hosts)) == len(hosts)


def _fields():
    return {name: getattr(SETTINGS, name) for name in SETTINGS.__slots__}
